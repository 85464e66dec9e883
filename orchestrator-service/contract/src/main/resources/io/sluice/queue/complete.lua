-- ARGV: owner, then per item: id, epoch, claim, kind, payload, entry (of an earlier sending, or empty), again (1 or 0)
-- Answers {OK, FENCED, DUP or UNVERIFIED, entry}. Event, acknowledgement and clean-up in one step; a record that Redis has forgotten
-- gives an event with u=1, about which PostgreSQL decides. An unconfirmed result is sent again: its event is
-- written once more when it is no longer in the stream, because the stream may have been lost.

local function waits(entry)
  return entry ~= '' and redis.call('XRANGE', RESULTS, entry, entry)[1] ~= nil
end

local function complete(id, epoch, claim, kind, payload, entry, again)
  if waits(entry) then return 'DUP', entry end
  if kind == 'gone' then return 'OK', report(kind, id, epoch, claim, ARGV[1], payload) end
  local answer, r = fence(id, epoch, claim, ARGV[1])
  if answer == 'OK' then
    drop(id, r) -- first, because Redis refuses what needs memory at its limit, but not after a removal in the same script
    entry = report(kind, id, epoch, claim, ARGV[1], payload)
    mark_done(id, epoch)
  elseif answer == 'MISSING' and is_done(id, epoch) and not again then
    answer = 'DUP'
  elseif answer == 'MISSING' then
    answer = 'UNVERIFIED'
    entry = report(kind, id, epoch, claim, ARGV[1], payload, 'u', '1')
    mark_done(id, epoch)
  end
  return answer, entry
end

for k = 2, #ARGV, 7 do
  answers[#answers + 1] = { complete(ARGV[k], ARGV[k + 1], ARGV[k + 2], ARGV[k + 3], ARGV[k + 4], ARGV[k + 5],
    ARGV[k + 6] == '1') }
end
return answers
