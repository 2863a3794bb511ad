package dev.provision.proof.worlds;

import dev.provision.simulator.Simulator;
import dev.provision.simulator.lab.LabSpec;
import dev.provision.simulator.world.SimTime;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.wire.ApiVersion;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The vCenter in which a world begins: always the same names, with more or less behind them. */
final class Lab {
  /** Machines of others, which are made of {@link #SEED} before anything else. */
  static final List<String> OTHERS = List.of("old-1", "old-2");

  /** A template. */
  static final String SEED = "/DC0/vm/SEED";

  private static final Map<String, String> PINS = new ConcurrentHashMap<>();

  private Lab() {}

  /** The SHA-256 of the certificate of a host in the rack, as a playbook pins it. */
  static String pin(String host) {
    return PINS.computeIfAbsent(
        host,
        name -> {
          try {
            byte[] encoded =
                Simulator.of(LabSpec.nothing(new ApiVersion("8.0.2.0")), SimTime.jumping(0))
                    .hosts()
                    .certificate(name)
                    .encoded();
            return HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
          } catch (ModuleException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
          }
        });
  }

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
