-- ARGV: rank of the first one, n
-- Answers markers: id and epoch in turn.
return redis.call('ZRANGE', DONE, ARGV[1], ARGV[1] + ARGV[2] - 1, 'WITHSCORES')
