-- ARGV: owner, place (front or back), then per item: id, epoch, claim
-- Claimed but not started: front adds it before all others (the worker shuts down), back at the end of its own stream
-- (no capacity). Answers OK, FENCED, MISSING. It costs no loss.
for k = 3, #ARGV, 3 do
  local id = ARGV[k]
  local answer, r = fence(id, ARGV[k + 1], ARGV[k + 2], ARGV[1])
  if answer == 'OK' then
    local workflow, organization = origin_of(r)
    if workflow then
      leave_stream(r)
      redis.call('ZREM', LEASE, id)
      queue(id, r, ARGV[2] == 'front' and '0' or r.priority, workflow, organization)
    else
      drop(id, r) -- adopted after a wipe: the reconciler publishes it again
    end
  end
  answers[#answers + 1] = answer
end
note_indexed()
return answers
