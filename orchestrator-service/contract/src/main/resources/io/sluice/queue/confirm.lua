-- ARGV: per item: entry of the results stream (or empty), id, epoch (both empty: the event ended no attempt)
-- Acknowledges recorded events and confirms the markers of their attempts, in one step.
local recorded, ended = {}, {}
for k = 1, #ARGV, 3 do
  if ARGV[k] ~= '' then recorded[#recorded + 1] = ARGV[k] end
  if ARGV[k + 1] ~= '' then
    ended[#ended + 1] = ARGV[k + 1]
    ended[#ended + 1] = ARGV[k + 2]
  end
end
in_groups(recorded, function(...)
  redis.call('XACK', RESULTS, 'rec', ...)
  redis.call('XDEL', RESULTS, ...)
end)
in_groups(ended, confirm)
return 'OK'
