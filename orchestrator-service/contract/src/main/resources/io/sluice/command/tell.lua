-- KEYS: cmd:<worker>; ARGV: field, value, maximum, time to live (ms)
-- The stream of a worker that has ended expires.
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[3], '*', ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 'OK'
