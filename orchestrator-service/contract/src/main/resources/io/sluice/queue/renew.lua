-- ARGV: owner, then per item: id, epoch, claim
-- Answers {gen, {OK, FENCED or MISSING…}}. One call keeps all leases of a worker.
for k = 2, #ARGV, 3 do
  local id = ARGV[k]
  local answer, r = fence(id, ARGV[k + 1], ARGV[k + 2], ARGV[1])
  if answer == 'OK' then
    r.renewals = string.format('%d', r.renewals + 1)
    save(id, r)
    redis.call('ZADD', LEASE, now, id)
    redis.call('XCLAIM', stream(r.priority), 'g', ARGV[1], 0, r.entry, 'JUSTID')
  end
  answers[#answers + 1] = answer
end
return { redis.call('HGET', META, 'gen') or '', answers }
