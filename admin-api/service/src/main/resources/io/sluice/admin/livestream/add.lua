-- KEYS: totals, added:<source>; ARGV: number of the batch, channel, how many fields, each field and its increment, events...
-- A repeated batch is not added again; only its events are published again.
local fields = tonumber(ARGV[3])
if tonumber(ARGV[1]) > tonumber(redis.call('GET', KEYS[2]) or '0') then
  local time = redis.call('TIME')
  redis.call('SET', KEYS[2], ARGV[1], 'PX', 86400000)
  redis.call('HSETNX', KEYS[1], 'since', time[1] * 1000 + math.floor(time[2] / 1000))
  for i = 1, fields do
    redis.call('HINCRBY', KEYS[1], ARGV[2 + 2 * i], ARGV[3 + 2 * i])
  end
end
for i = 4 + 2 * fields, #ARGV do
  redis.call('PUBLISH', ARGV[2], ARGV[i])
end
return 'OK'
