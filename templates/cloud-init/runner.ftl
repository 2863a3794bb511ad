#cloud-config
write_files:
  - path: /etc/ci/branch
    content: |
      ${branch}
  - path: /etc/ci/token
    permissions: "0600"
    content: |
      ${token}
