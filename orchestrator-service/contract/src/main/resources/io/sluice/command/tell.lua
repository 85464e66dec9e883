-- KEYS: cmd:<worker>; ARGV: field, value, most, time to live (ms)
-- The stream of a worker that is gone ends by itself.
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[3], '*', ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 'OK'
