#cloud-config
packages: [nginx]
write_files:
  - path: /etc/nginx/conf.d/app.conf
    content: |
      server {
        listen 80;
        location / { proxy_pass http://${app}:8080; }
      }
runcmd:
  - [systemctl, enable, --now, nginx]
