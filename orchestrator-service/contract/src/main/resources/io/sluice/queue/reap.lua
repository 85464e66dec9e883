-- ARGV: per item: id, the whole record as the reaper has observed it
-- Compare-and-set, so any number of reapers may try. Answers REQUEUED, SPENT, GONE, CHANGED.
for k = 1, #ARGV, 2 do
  local id = ARGV[k]
  local r = record(id)
  local answer
  if not r or r.text ~= ARGV[k + 1] or r.state ~= RUNNING then
    answer = 'CHANGED'
  else
    local workflow, organization = origin_of(r)
    if not workflow or redis.call('HEXISTS', BODY, id) == 0 then
      drop(id, r)
      answer = 'GONE'
    elseif r.losses + 1 >= tonumber(r.max_losses) then
      report('lost', id, r.epoch, r.claim, r.owner, '', 'ls', string.format('%d', r.losses + 1))
      drop(id, r)
      mark_done(id, r.epoch)
      answer = 'SPENT'
    else
      leave_stream(r)
      redis.call('ZREM', LEASE, id)
      r.losses = string.format('%d', r.losses + 1)
      queue(id, r, '0', workflow, organization)
      answer = 'REQUEUED'
    end
  end
  answers[#answers + 1] = answer
end
note_indexed()
return answers
