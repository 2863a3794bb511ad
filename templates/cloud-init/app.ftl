#cloud-config
write_files:
  - path: /etc/default/app
    content: |
      DATABASE_HOST=${db}
      DATABASE_PORT=5432
