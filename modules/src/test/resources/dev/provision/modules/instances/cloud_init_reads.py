"""What cloud-init makes of a config drive (a folder) or of guestinfo meta-data (a file), as JSON.

Runs with the Python that Debian's package of cloud-init brings, on cloud-init's own readers and its
netplan renderer: cloudinit/sources/helpers/openstack.py, sources/DataSourceVMware.py, net/netplan.py.
"""

import json
import sys

sys.path.insert(0, "/usr/lib/python3/dist-packages")

import yaml
from cloudinit.net import netplan, network_state
from cloudinit.sources import DataSourceVMware
from cloudinit.sources.helpers import openstack


def rendered(config):
    state = network_state.parse_net_config_data(config)
    renderer = netplan.Renderer({"netplan_path": "unused"})
    return yaml.safe_load(renderer._render_content(state))["network"]["ethernets"]


def config_drive(folder):
    read = openstack.ConfigDriveReader(folder).read_v2()
    network = read["networkdata"]
    names = {l["ethernet_mac_address"]: l["id"] for l in network["links"]}
    return {
        "hostname": read["metadata"]["hostname"],
        "instance_id": read["metadata"]["uuid"],
        "user_data": (read["userdata"] or b"").decode(),
        "ethernets": rendered(openstack.convert_net_json(network, known_macs=names)),
    }


def guestinfo(file):
    with open(file, encoding="utf-8") as meta:
        read = DataSourceVMware.process_metadata(DataSourceVMware.load_json_or_yaml(meta.read()))
    # the renderer gives back version 2 as it got it; parsing it is what may fail
    network_state.parse_net_config_data(read["network"]["config"])
    return {
        "hostname": read["local-hostname"],
        "instance_id": read["instance-id"],
        "ethernets": rendered(read["network"]["config"]),
    }


print(json.dumps({"config-drive": config_drive, "guestinfo": guestinfo}[sys.argv[1]](sys.argv[2])))
