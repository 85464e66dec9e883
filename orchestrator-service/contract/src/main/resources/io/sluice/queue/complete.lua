-- ARGV: owner, then per item: id, epoch, claim, kind, payload
-- Answers OK, FENCED, DUP, UNVERIFIED. Event, acknowledgement and clean-up in one step; a record that Redis forgot gives an
-- event with u=1, about which PostgreSQL decides.
local KEEP_DONE_MS, TRIM_AT_ONCE = 3600000, 20
for k = 2, #ARGV, 5 do
  local id, epoch, claim, kind, payload = ARGV[k], ARGV[k + 1], ARGV[k + 2], ARGV[k + 3], ARGV[k + 4]
  local answer, r = fence(id, epoch, claim, ARGV[1])
  if answer == 'OK' then
    redis.call('XADD', RESULTS, '*', 'k', kind, 'id', id, 'ep', epoch, 'cl', claim, 'o', ARGV[1], 'r', payload)
    drop(id, r)
    mark_done(id, epoch)
  elseif answer == 'MISSING' then
    if is_done(id, epoch) then
      answer = 'DUP'
    else
      redis.call('XADD', RESULTS, '*', 'k', kind, 'id', id, 'ep', epoch, 'cl', claim, 'o', ARGV[1], 'r', payload, 'u', '1')
      mark_done(id, epoch)
      answer = 'UNVERIFIED'
    end
  end
  answers[#answers + 1] = answer
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', DONE_AT, '-inf', now - KEEP_DONE_MS, 'LIMIT', 0, TRIM_AT_ONCE)) do
  redis.call('ZREM', DONE, id)
  redis.call('ZREM', DONE_AT, id)
end
return answers
