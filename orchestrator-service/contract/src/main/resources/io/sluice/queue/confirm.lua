-- ARGV: per item: entry of the results stream (or empty), id, epoch (both empty: the event ended no attempt)
-- Acknowledges recorded events and confirms the markers of their attempts, in one step.
for k = 1, #ARGV, 3 do
  local entry, id, epoch = ARGV[k], ARGV[k + 1], ARGV[k + 2]
  if entry ~= '' then
    redis.call('XACK', RESULTS, 'rec', entry)
    redis.call('XDEL', RESULTS, entry)
  end
  local done = id ~= '' and redis.call('ZSCORE', DONE, id)
  if done and tonumber(done) <= tonumber(epoch) then confirm(id, epoch) end
end
return 'OK'
