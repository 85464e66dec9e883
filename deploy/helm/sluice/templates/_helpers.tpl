{{- define "sluice.name" -}}
{{- default .Release.Name .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Labels of an object: (list root component) */}}
{{- define "sluice.labels" -}}
{{ include "sluice.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version }}
{{- end -}}

{{- define "sluice.selector" -}}
app.kubernetes.io/name: sluice
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* (list root image) */}}
{{- define "sluice.image" -}}
{{- $root := index . 0 -}}{{- $image := index . 1 -}}
{{- with $root.Values.image.registry }}{{ . }}/{{ end -}}
{{- $image.repository -}}
{{- if $image.digest }}@{{ $image.digest }}{{ else }}:{{ default $root.Chart.AppVersion $image.tag }}{{ end -}}
{{- end -}}

{{- define "sluice.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "sluice.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{/* Where the pods of a component go: (list root block component) */}}
{{- define "sluice.placement" -}}
{{- $root := index . 0 -}}{{- $block := index . 1 -}}
{{- with $root.Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- with $block.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with $block.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with $block.affinity }}
affinity: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with $block.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
topologySpreadConstraints:
{{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{ include "sluice.selector" (list $root (index $ 2)) | nindent 8 }}
{{- end }}
{{- end -}}

{{- define "sluice.probes" -}}
startupProbe:
  httpGet: {path: /q/health/started, port: management}
  periodSeconds: 2
  failureThreshold: {{ div (add .startupSeconds 1) 2 }}
livenessProbe:
  httpGet: {path: /q/health/live, port: management}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
readinessProbe:
  httpGet: {path: /q/health/ready, port: management}
  periodSeconds: 5
  timeoutSeconds: 5
{{- end -}}

{{/* Names and values that every service has: the block with its ports */}}
{{- define "sluice.env" -}}
- {name: QUARKUS_HTTP_HOST, value: 0.0.0.0}
- {name: QUARKUS_MANAGEMENT_HOST, value: 0.0.0.0}
- {name: QUARKUS_MANAGEMENT_PORT, value: {{ .managementPort | quote }}}
- {name: QUARKUS_LOG_CONSOLE_JSON_ENABLED, value: "true"}
- {name: SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS, value: /etc/sluice/secrets}
- {name: MALLOC_ARENA_MAX, value: "2"}
{{- end -}}

{{/* The heap; the image has the other flags. */}}
{{- define "sluice.javaOptions" -}}
-Xmx{{ .heapMb }}m
{{- end -}}

{{- define "sluice.databaseUrl" -}}
{{- if .Values.development.enabled -}}
jdbc:postgresql://{{ include "sluice.name" . }}-postgres:5432/sluice
{{- else -}}{{ .Values.database.url }}{{- end -}}
{{- end -}}

{{- define "sluice.redisUrl" -}}
{{- if .Values.development.enabled -}}
redis://{{ include "sluice.name" . }}-redis:6379
{{- else -}}{{ .Values.redis.url }}{{- end -}}
{{- end -}}

{{- define "sluice.databaseSecret" -}}
{{- if .Values.development.enabled }}{{ include "sluice.name" . }}-development{{ else }}{{ .Values.database.existingSecret }}{{ end -}}
{{- end -}}

{{- define "sluice.sessionSecret" -}}
{{- default (printf "%s-session" (include "sluice.name" .)) .Values.security.sessionSecret -}}
{{- end -}}

{{/* A source of the volume of secrets: secret, key, file name */}}
{{- define "sluice.secretFile" -}}
- secret:
    name: {{ index . 0 }}
    items:
      - {key: {{ index . 1 | quote }}, path: {{ index . 2 | quote }}}
{{- end -}}

{{- define "sluice.redisSecretFile" -}}
{{- if and .Values.redis.existingSecret (not .Values.development.enabled) }}
{{ include "sluice.secretFile" (list .Values.redis.existingSecret .Values.redis.passwordKey "quarkus.redis.password") }}
{{- end }}
{{- end -}}

{{/* The volume of secrets, read-only files named as settings: (list root sources) */}}
{{- define "sluice.secretVolume" -}}
- name: secrets
{{- if index . 1 | trim }}
  projected:
    defaultMode: 0440
    sources: {{ index . 1 | trim | nindent 6 }}
{{- else }}
  emptyDir: {medium: Memory, sizeLimit: 1Mi}
{{- end }}
- name: tmp
  emptyDir: {sizeLimit: 1Gi}
{{- end -}}

{{/* The grace period of a worker: the end of its own wait and a margin. */}}
{{- define "sluice.drainSeconds" -}}
{{- with .Values.executions }}{{ add .longestTimeoutSeconds .cancelGraceSeconds .gracefulShutdownSeconds }}{{ end -}}
{{- end -}}

{{/* Names of the groups that are not null, as JSON. */}}
{{- define "sluice.groups" -}}
{{- $names := list -}}
{{- range $name, $group := .Values.workers }}{{ if kindIs "map" $group }}{{ $names = append $names $name }}{{ end }}{{ end -}}
{{- toJson $names -}}
{{- end -}}

{{/* One group with its defaults, as JSON: (list root name) */}}
{{- define "sluice.group" -}}
{{- $root := index . 0 -}}
{{- $group := mergeOverwrite (deepCopy $root.Values.workerDefaults) (deepCopy (default dict (index $root.Values.workers (index . 1)))) -}}
{{- if not $group.maxProcesses }}{{ $_ := set $group "maxProcesses" (ternary 6 (add $group.maxWorkers 2 | int) $group.useThreadWorkers) }}{{ end -}}
{{- $_ := set $group "capacity" (ternary $group.slots $group.maxWorkers $group.useThreadWorkers) -}}
{{- toJson $group -}}
{{- end -}}

{{/* MiB of a Kubernetes quantity: 3Gi, 640Mi, 2G, 500M or bytes. */}}
{{- define "sluice.mebibytes" -}}
{{- $text := toString . -}}
{{- if hasSuffix "Gi" $text }}{{ mulf (trimSuffix "Gi" $text | float64) 1024 | floor | int64 }}
{{- else if hasSuffix "Mi" $text }}{{ trimSuffix "Mi" $text | float64 | floor | int64 }}
{{- else if hasSuffix "Ki" $text }}{{ divf (trimSuffix "Ki" $text | float64) 1024 | floor | int64 }}
{{- else if hasSuffix "G" $text }}{{ divf (mulf (trimSuffix "G" $text | float64) 1000000000) 1048576 | floor | int64 }}
{{- else if hasSuffix "M" $text }}{{ divf (mulf (trimSuffix "M" $text | float64) 1000000) 1048576 | floor | int64 }}
{{- else }}{{ divf (float64 $text) 1048576 | floor | int64 }}{{ end -}}
{{- end -}}

{{- define "sluice.deploymentName" -}}
{{- $root := index . 0 -}}
{{- $name := printf "%s-worker-%s" (include "sluice.name" $root) (index . 1) -}}
{{- if $root.Values.releaseGenerations.enabled }}{{ $name }}-{{ include "sluice.generation" . }}{{ else }}{{ $name }}{{ end -}}
{{- end -}}

{{/* What makes a release generation of a group: everything that its pods are made of. */}}
{{- define "sluice.generation" -}}
{{- $root := index . 0 -}}
{{- $group := omit (include "sluice.group" . | fromJson) "replicas" "autoscaling" "podDisruptionBudget" "allowEgress" -}}
{{- $shared := list $root.Values.executions $root.Values.image $root.Values.redis (include "sluice.redisUrl" $root) $root.Chart.AppVersion $root.Chart.Version -}}
{{- printf "%s %s" (toJson $group) (toJson $shared) | sha256sum | trunc 8 -}}
{{- end -}}

{{/* Slots that a group wants: its share of what waits, and all slots of workers that run something (docs/install.md). */}}
{{- define "sluice.wantedSlots" -}}
{{- $root := index . 0 -}}{{- $name := index . 1 -}}{{- $group := index . 2 -}}
{{- $own := printf "namespace=%q, sluice_release=%q, sluice_group=%q" $root.Release.Namespace $root.Release.Name $name -}}
{{- if $root.Values.releaseGenerations.enabled }}{{ $own = printf "%s, sluice_generation=%q" $own (include "sluice.generation" (list $root $name)) }}{{ end -}}
{{ divf $group.autoscaling.queueSharePercent 100 }} * (max(sluice_queue_depth{namespace={{ $root.Release.Namespace | quote }}, sluice_release={{ $root.Release.Name | quote }}}) or vector(0))
  + (sum(sum by (pod) (sluice_slots{{ "{" }}{{ $own }}{{ "}" }}) and on (pod) sum by (pod) (sluice_slots{{ "{" }}{{ $own }}, use=~"busy|stuck"}) > 0) or vector(0))
{{- end -}}
