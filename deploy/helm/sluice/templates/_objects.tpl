{{- define "sluice.pdb" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ index . 1 }}
  labels: {{ include "sluice.labels" (list (index . 0) (index . 2)) | nindent 4 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "sluice.selector" (list (index . 0) (index . 2)) | nindent 6 }}
{{- end -}}

{{/* "true" if migrations run as a hook; a database of this chart is not there yet before the install. */}}
{{- define "sluice.migrationsHook" -}}
{{- if and .Values.migrations.enabled (not .Values.development.enabled) }}true{{ end -}}
{{- end -}}
