-- ARGV: version, then per item: workflow, reason (empty = no longer blocked)
-- Changes the copy of the blacklist together with its count and version. Answers the new count.
for k = 2, #ARGV, 2 do
  if ARGV[k + 1] == '' then
    redis.call('HDEL', BLOCKED, ARGV[k])
  else
    redis.call('HSET', BLOCKED, ARGV[k], ARGV[k + 1])
  end
end
local count = redis.call('HLEN', BLOCKED)
redis.call('HSET', META, 'blocked_n', count, 'blocked_ver', ARGV[1])
return count
