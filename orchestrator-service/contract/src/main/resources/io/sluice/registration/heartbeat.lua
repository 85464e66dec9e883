-- KEYS: workers, worker:<id>, cmd:<id>; ARGV: worker id, heartbeat, ttl (ms), channel, news...; an empty heartbeat ends the registration.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[2] == '' then
  redis.call('ZREM', KEYS[1], ARGV[1])
  redis.call('DEL', KEYS[2], KEYS[3])
else
  redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
  redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 86400000)
  redis.call('PEXPIRE', KEYS[3], 10 * ARGV[3])
end
for i = 5, #ARGV do
  redis.call('PUBLISH', ARGV[4], ARGV[i])
end
return 'OK'
