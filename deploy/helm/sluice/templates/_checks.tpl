{{/* Refuses values that would only fail in the cluster. Each sentence says what is wrong and what to do. */}}
{{- define "sluice.checks" -}}
{{- $v := .Values -}}
{{- if not $v.development.enabled -}}
{{- if not $v.database.url }}{{ fail "database.url is empty: name your PostgreSQL (jdbc:postgresql://host:5432/sluice), or set development.enabled=true for a first try." }}{{ end -}}
{{- if not $v.database.existingSecret }}{{ fail "database.existingSecret is empty: name the secret with the password of PostgreSQL." }}{{ end -}}
{{- if not $v.redis.url }}{{ fail "redis.url is empty: name your Redis (redis://host:6379), or set development.enabled=true for a first try." }}{{ end -}}
{{- end -}}
{{- if and $v.migrations.username (not $v.migrations.existingSecret) }}{{ fail "migrations.username is set and migrations.existingSecret is empty: name the secret with its password." }}{{ end -}}
{{- if and $v.mail.host (not $v.mail.from) }}{{ fail "mail.host is set and mail.from is empty: name the address from which mail is sent." }}{{ end -}}
{{- if and $v.mail.host (not $v.mail.domains) }}{{ fail "mail.host is set and mail.domains is empty: name the domains that may get mail." }}{{ end -}}
{{- if and $v.mail.username (not $v.mail.existingSecret) }}{{ fail "mail.username is set and mail.existingSecret is empty: name the secret with its password." }}{{ end -}}
{{- if and $v.oidc.enabled (not $v.oidc.issuer) }}{{ fail "oidc.enabled is true and oidc.issuer is empty: name the provider's URL." }}{{ end -}}
{{- if and $v.oidc.enabled (not $v.oidc.audience) }}{{ fail "oidc.enabled is true and oidc.audience is empty: name the audience of its tokens." }}{{ end -}}
{{- if and $v.oidc.enabled (not $v.oidc.existingSecret) }}{{ fail "oidc.enabled is true and oidc.existingSecret is empty: name the secret with the page's client secret." }}{{ end -}}
{{- if and (not $v.oidc.enabled) (not $v.security.builtInUsers) }}{{ fail "oidc.enabled and security.builtInUsers are both false: nobody could sign in; set one of them." }}{{ end -}}
{{- if gt (int $v.executions.defaultTimeoutSeconds) (int $v.executions.longestTimeoutSeconds) }}{{ fail (printf "executions.defaultTimeoutSeconds is %v and longer than executions.longestTimeoutSeconds, %v." $v.executions.defaultTimeoutSeconds $v.executions.longestTimeoutSeconds) }}{{ end -}}
{{- $ingresses := dict "adminApi" $v.adminApi.ingress "diagnosticsWeb" $v.diagnosticsWeb.ingress -}}
{{- range $name, $ingress := $ingresses -}}
{{- if and $ingress.enabled (not $v.security.trustedProxies) }}{{ fail (printf "%s.ingress.enabled is true and security.trustedProxies is empty: name the networks of the ingress controller, or browsers are taken for foreign ones behind TLS." $name) }}{{ end -}}
{{- if and $ingress.enabled (not $ingress.host) }}{{ fail (printf "%s.ingress.enabled is true and its host is empty." $name) }}{{ end -}}
{{- end -}}
{{- range $name := include "sluice.groups" $ | fromJsonArray -}}
{{- $group := include "sluice.group" (list $ $name) | fromJson -}}
{{- include "sluice.checkGroup" (list $name $group $v) -}}
{{- end -}}
{{- end -}}

{{- define "sluice.checkGroup" -}}
{{- $name := index . 0 -}}{{- $group := index . 1 -}}{{- $v := index . 2 -}}
{{- $least := ternary 4 (add $group.maxWorkers 1 | int) $group.useThreadWorkers -}}
{{- if lt (int $group.maxProcesses) (int $least) }}{{ fail (printf "workers.%s.maxProcesses is %v; it must be at least %v: with useThreadWorkers ACTIVE, STANDBY, one DRAINING and one suspect, else maxWorkers + 1." $name $group.maxProcesses $least) }}{{ end -}}
{{- if gt (int $group.minWorkers) (int $group.maxWorkers) }}{{ fail (printf "workers.%s.minWorkers is %v and more than maxWorkers, %v." $name $group.minWorkers $group.maxWorkers) }}{{ end -}}
{{- $m := $group.memory -}}
{{- $slots := ternary $group.slots 1 $group.useThreadWorkers -}}
{{- $each := add $m.heapMb $m.metaspaceMb $m.directMb $m.codeCacheMb (div (mul $slots $m.stackKb) 1024) 40 -}}
{{- $need := add $m.orchestratorMb (mul $group.maxProcesses $each) -}}
{{- $limit := include "sluice.mebibytes" $group.resources.limits.memory | int64 -}}
{{- $usable := div (mul $limit 85) 100 -}}
{{- if gt $need $usable }}{{ fail (printf "workers.%s does not fit into its memory: the orchestrator %v MiB + %v processes * (heap %v + metaspace %v + direct %v + code cache %v + %v stacks of %v KiB + 40 = %v MiB) = %v MiB, and 85 %% of resources.limits.memory (%v) are %v MiB. Raise the limit, or lower maxProcesses or memory.heapMb." $name $m.orchestratorMb $group.maxProcesses $m.heapMb $m.metaspaceMb $m.directMb $m.codeCacheMb $slots $m.stackKb $each $need $group.resources.limits.memory $usable) }}{{ end -}}
{{- $a := $group.autoscaling -}}
{{- if gt (int $a.minReplicas) (int $a.maxReplicas) }}{{ fail (printf "workers.%s.autoscaling.minReplicas is %v and more than maxReplicas, %v." $name $a.minReplicas $a.maxReplicas) }}{{ end -}}
{{- if and (eq $a.type "hpa") (lt (int $a.minReplicas) 1) }}{{ fail (printf "workers.%s.autoscaling.minReplicas is 0: an HPA cannot scale to zero; use type keda, or 1." $name) }}{{ end -}}
{{- if and (eq $a.type "keda") (not $a.prometheusUrl) }}{{ fail (printf "workers.%s.autoscaling.type is keda and prometheusUrl is empty: name Prometheus, http://prometheus.monitoring:9090." $name) }}{{ end -}}
{{- if and (ne $a.type "none") (not $v.monitoring.monitors) }}{{ fail (printf "workers.%s.autoscaling.type is %s and monitoring.monitors is false: without metrics there is nothing to scale on." $name $a.type) }}{{ end -}}
{{- if and (eq $a.type "hpa") (not $v.monitoring.rules) }}{{ fail (printf "workers.%s.autoscaling.type is hpa and monitoring.rules is false: its metric sluice_wanted_slots is a recording rule." $name) }}{{ end -}}
{{- end -}}
