#cloud-config
packages: [postgresql]
write_files:
  - path: /etc/postgresql/conf.d/listen.conf
    content: |
      listen_addresses = '*'
  - path: /etc/postgresql/allow
    content: |
      host all all ${allow} scram-sha-256
