-- KEYS: a stream. ARGV: group, then per entry: id
-- Takes entries that are dealt with out of a stream, whether they still are in it or not.
for i = 2, #ARGV do
  redis.call('XACK', KEYS[1], ARGV[1], ARGV[i])
  redis.call('XDEL', KEYS[1], ARGV[i])
end
