glance image-create --name trusty-cloud --container-format bare --disk-format vmdk --property vmware_disktype="sparse" --property vmware_adaptertype="ide" < cirros-0.3.2-i386-disk.vmdk
