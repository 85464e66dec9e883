-- ARGV: time to keep (ms), n
-- Removes markers that were confirmed longer ago, n or somewhat more; answers the number of confirmations that it removed.
-- Needs no memory, so that it works at the limit.
local before, n, MAX_ENTRIES = now - tonumber(ARGV[1]), tonumber(ARGV[2]), 10
local removed = 0
while removed < n do
  local old = redis.call('XRANGE', CONFIRMED, '-', before, 'COUNT', MAX_ENTRIES)
  local entries, markers = {}, {}
  for _, entry in ipairs(old) do
    entries[#entries + 1] = entry[1]
    for k = 1, #entry[2], 2 do
      local id, epoch = entry[2][k], entry[2][k + 1]
      removed = removed + 1
      local done = redis.call('ZSCORE', DONE, id)
      if done and tonumber(done) <= tonumber(epoch) then markers[#markers + 1] = id end
    end
  end
  if #entries == 0 then break end
  in_groups(markers, function(...)
    redis.call('ZREM', DONE, ...)
    redis.call('ZREM', DONE_AT, ...)
  end)
  redis.call('XDEL', CONFIRMED, unpack(entries))
end
return removed
