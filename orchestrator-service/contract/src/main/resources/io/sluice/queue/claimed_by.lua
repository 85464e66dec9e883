-- ARGV: owner, maximum
-- Attempts claimed by an owner: answers {id, epoch, claim}…. After a lost reply the owner finds unknown ones here.
for priority = 0, 2 do
  for _, pending in ipairs(redis.call('XPENDING', stream(priority), 'g', '-', '+', ARGV[2], ARGV[1])) do
    local entry = redis.call('XRANGE', stream(priority), pending[1], pending[1])[1]
    local id = entry and entry[2][2]
    local r = id and record(id)
    if r and r.state == RUNNING and r.owner == ARGV[1] and r.entry == pending[1] then
      answers[#answers + 1] = { id, r.epoch, r.claim }
    end
  end
end
return answers
