package dev.provision.proof.worlds;

/** The vCenter in which a world begins: always the same names, with more or less behind them. */
final class Lab {
  private Lab() {}

  static String text(Picks pick) {
    boolean drs = pick.of(6) != 5;
    boolean snapshot = pick.of(2) == 0;
    int nics = 4;
    return """
        speed: 1000000
        guest_delay: 1 ms
        datacenters:
          DC0:
            clusters:
              DC0_C0:
                drs: DRS
                hosts:
                  H0: {cpus: 8, memory: 64 GiB, nics: NICS, luns: {naa.01: 1 TiB, naa.02: 1 TiB}}
                  H1: {cpus: 8, memory: 64 GiB, nics: NICS, luns: {naa.01: 1 TiB, naa.02: 1 TiB}}
                  H2: {cpus: 8, memory: 64 GiB, nics: NICS}
            datastores: {ds0: 10 TiB, ds1: {size: 1 TiB, type: NFS}}
            networks: {VM Network: {}, DVPG0: {distributed_switch: DVS0}}
            folders: {vm: [shelf]}
            templates:
              SEED: {datastore: ds0, disk: 10 GiB, used: 16 MiB, memory: 32 MiB, network: VM NetworkSNAP}
              BARE: {datastore: ds0, disk: 10 GiB, used: 16 MiB, memory: 32 MiB, network: VM Network}
              old-1: {datastore: ds0, disk: 1 GiB, used: 1 MiB, memory: 32 MiB, folder: shelf, network: VM Network}
              old-2: {datastore: ds1, disk: 1 GiB, used: 1 MiB, memory: 32 MiB, network: DVPG0}
        rack:
          esx1: {nics: 4, luns: {naa.11: 1 TiB}, evc: intel-icelake}
          esx2: {nics: 4, luns: {naa.12: 1 TiB}, evc: intel-skylake}
        custom_attributes: {backup: VirtualMachine}
        tags: {backups: {tags: {daily: []}}}
        """
        .replace("DRS\n", drs + "\n")
        .replace("NICS", "" + nics)
        .replace("SNAP", snapshot ? ", snapshot: base" : "");
  }
}
