-- ARGV: n
-- Moves due executions to their stream; those of a blocked workflow become blocked events. Answers the moved ids.
if not gate() then return answers end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', DELAYED, '-inf', now, 'LIMIT', 0, ARGV[1])) do
  redis.call('ZREM', DELAYED, id)
  local r = record(id)
  if r and r.state == NOT_DUE then
    local workflow = r.owner
    if redis.call('HEXISTS', BLOCKED, workflow) == 1 then
      close_as_blocked(id, r)
    else
      queue(id, r, r.priority, workflow, r.entry == '0-0' and '' or r.entry)
      answers[#answers + 1] = id
    end
  end
end
note_indexed()
return answers
