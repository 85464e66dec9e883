# Names of the contract in this checkout, and those that 887e653 has for them.
s/io\.sluice\.service\.SystemLog/io.sluice.systemlog.SystemLog/
s/queue\.claimedBy(/queue.mine(/
