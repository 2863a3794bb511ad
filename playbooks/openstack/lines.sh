# What was typed to get the instances.
glance image-create --name trusty-cloud --container-format bare --disk-format vmdk \
  --property vmware_disktype="streamOptimized" --property vmware_adaptertype="lsiLogic" \
  --is-public True < $IMAGE_FILE
nova flavor-create m1.lab auto 64 0 1
neutron subnet-create private 10.0.0.0/24 --name private-subnet --gateway 10.0.0.1
nova boot --flavor m1.lab --image trusty-cloud --nic net-name=private,v4-fixed-ip=10.0.0.2 \
  --meta role=web web
nova boot --flavor m1.lab --image trusty-cloud --nic net-name=private db
openstack volume type create --property vmware:vmdk_type=thin plain
openstack volume create --size 1 --type plain pgdata
openstack server add volume db pgdata
