-- KEYS: a stream. ARGV: group, then per entry: id
-- Acknowledges and deletes processed entries; entries that are gone already are ignored.
for i = 2, #ARGV do
  redis.call('XACK', KEYS[1], ARGV[1], ARGV[i])
  redis.call('XDEL', KEYS[1], ARGV[i])
end
