package dev.provision.simulator.serve;

/** A lab with one of everything that a lab may have. */
public final class RichLab {
  public static final String TEXT =
      """
      speed: 1000
      guest_delay: 10 ms
      datacenters:
        DC0:
          clusters:
            C0:
              hosts: {esx: {count: 2}}
            C1:
              drs: false
              hosts: {old: {maintenance: true}}
          datastores: {nas1: {size: 1 TiB, type: NFS}, local1: 1 TiB, vsan1: {size: 1 TiB, type: vsan}}
          networks:
            VM Network: {}
            DVPG0: {distributed_switch: DVS0, vlan: 7}
            UP: {distributed_switch: DVS0, uplink: true}
            NSX0: {opaque: 5d7c2f3e-nsx}
          templates:
            ubuntu: {datastore: local1, network: VM Network, snapshot: base}
            efi: {datastore: nas1, network: DVPG0, firmware: efi}
      storage_policies: {Gold: [nas1]}
      key_providers: [kp1]
      """;

  private RichLab() {}
}
