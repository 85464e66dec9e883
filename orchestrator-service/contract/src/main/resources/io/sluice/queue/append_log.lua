-- Adds log lines and keeps the stream within a number of bytes; answers the number of entries removed for that.
-- KEYS: stream, counter. ARGV: limit in bytes, maximum of entries, JSON of each entry.
-- Each entry contains the number of bytes ever added up to its end, so that the size of the stream is one subtraction.
local size = 0
for i = 3, #ARGV do size = size + #ARGV[i] end
local total = redis.call('INCRBY', KEYS[2], size)
local added = total - size
for i = 3, #ARGV do
  added = added + #ARGV[i]
  redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'r', ARGV[i], 'b', added)
end
local step = 65536
if math.floor(total / step) == math.floor((total - size) / step) then
  return 0
end
local gone = 0
while true do
  local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
  local json, upto = first[2][2], tonumber(first[2][4])
  if upto then
    if total - upto + #json <= tonumber(ARGV[1]) or upto == total then
      return gone
    end
  elseif redis.call('XLEN', KEYS[1]) <= 1000 then
    -- An entry of an earlier version has no number: it is left to its reader unless there seems to be none.
    return gone
  end
  redis.call('XDEL', KEYS[1], first[1])
  gone = gone + 1
end
