-- ARGV: time to keep (ms), n
-- Removes up to n markers that were confirmed longer ago; answers their number. Needs no memory, so that it works at the limit.
local old = redis.call('XRANGE', CONFIRMED, '-', now - tonumber(ARGV[1]), 'COUNT', ARGV[2])
for _, entry in ipairs(old) do
  local fields = fields_of(entry)
  local done = redis.call('ZSCORE', DONE, fields.i)
  if done and tonumber(done) <= tonumber(fields.e) then
    redis.call('ZREM', DONE, fields.i)
    redis.call('ZREM', DONE_AT, fields.i)
  end
  redis.call('XDEL', CONFIRMED, entry[1])
end
return #old
