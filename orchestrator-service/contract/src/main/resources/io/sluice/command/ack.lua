-- KEYS: acks, cmd:<worker>; ARGV: stream id of the command, command id, worker, answer (DONE, NOOP, REJECTED, EXPIRED), detail
redis.call('XADD', KEYS[1], 'MAXLEN', '~', 10000, '*', 'k', 'ack', 'id', ARGV[2], 'o', ARGV[3], 'a', ARGV[4], 'r', ARGV[5])
redis.call('XDEL', KEYS[2], ARGV[1])
return 'OK'
