#cloud-config
write_files:
  - path: /etc/ci/branch
    content: |
      ${branch}
