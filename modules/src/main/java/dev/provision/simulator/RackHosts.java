package dev.provision.simulator;

import dev.provision.simulator.compute.HostSystem;
import dev.provision.simulator.lab.LabSpec;
import dev.provision.simulator.rack.Rack;
import dev.provision.simulator.rack.RackHost;
import dev.provision.simulator.world.SimTime;
import dev.provision.simulator.world.World;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.connection.FarEnd;
import dev.provision.vsphere.connection.NearHosts;
import dev.provision.vsphere.wire.HostCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The hosts of a rack as they answer themselves: each as a lab of a single ESXi host. */
final class RackHosts implements NearHosts {
  private final Rack rack;
  private final World world;

  RackHosts(Rack rack, World world) {
    this.rack = rack;
    this.world = world;
  }

  private RackHost at(String address) throws ModuleException {
    world.lock().lock();
    try {
      return rack.at(address).orElseThrow(() -> NearHosts.nobody(address));
    } finally {
      world.lock().unlock();
    }
  }

  @Override
  public HostCertificate certificate(String address) throws ModuleException {
    return new HostCertificate(at(address).encoded());
  }

  @Override
  public FarEnd open(String address) throws ModuleException {
    RackHost at = at(address);
    Simulator host = Simulator.of(read(lab(at)), SimTime.jumping(world.now()));
    at.evc().ifPresent(mode -> offer(mode, host.world()));
    SimulatedConnection wire = host.connect();
    return new FarEnd(
        address, wire, wire::dropSession, host.files(), host.rest(), () -> {}, NearHosts.none());
  }

  private static void offer(String mode, World own) {
    own.lock().lock();
    try {
      own.all("HostSystem").forEach(each -> own.set(each, HostSystem.EVC, mode));
    } finally {
      own.lock().unlock();
    }
  }

  private static LabSpec read(String text) {
    try {
      Path file = Files.createTempFile("rack", ".yml");
      try {
        Files.writeString(file, text);
        return LabFile.read(file, "rack").get();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String lab(RackHost host) {
    String name = quoted(host.address());
    StringBuilder text = new StringBuilder("esxi: true\n");
    text.append("version: ").append(quoted(host.version().orElse(world.version().text())));
    text.append("\ndatacenters:\n  ha-datacenter:\n    clusters:\n      ").append(name);
    text.append(": {hosts: {").append(name).append(": {cpus: ").append(host.model().cpus());
    text.append(", memory: ").append(host.model().memoryBytes() >> 20).append(" MiB}}}\n");
    text.append("    networks: {VM Network: {}}\n    datastores:\n      {");
    host.datastores()
        .forEach(
            (datastore, bytes) ->
                text.append(quoted(datastore)).append(": ").append(bytes >> 20).append(" MiB, "));
    text.append("}\n");
    host.account()
        .ifPresent(
            account ->
                text.append("users: {")
                    .append(quoted(account.username()))
                    .append(": {password: ")
                    .append(quoted(account.password()))
                    .append(", privileges: ['*']}}\n"));
    return text.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
