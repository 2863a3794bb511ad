package dev.provision.vsphere.image;

import com.vmware.vim25.HostDnsConfig;
import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.inventory.Retrieval;
import dev.provision.vsphere.kind.VsphereWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The hosts that a file may be sent to for a lease: those of the inventory, by name or by an
 * address of theirs, and the server itself. {@code HttpNfcLeaseDeviceUrl.url} holds a name, an
 * address or {@code *}.
 */
public final class UploadHosts {
  private static final String NICS = "config.network.vnic";
  private static final String DNS = "config.network.dnsConfig";

  private UploadHosts() {}

  /**
   * Refuses an address on a foreign host.
   *
   * @param to with its host, or with {@code *} for the server's own
   */
  public static void check(URI to, VsphereWriter write)
      throws ModuleException, InterruptedException {
    String authority = String.valueOf(to.getRawAuthority());
    // an invalid host name is refused, and named in the message, when the file is to be sent
    if (authority.startsWith("*") || to.getHost() == null) {
      return;
    }
    String host = bare(to.getHost());
    boolean isNamed =
        write.inventory().all("HostSystem").stream()
            .anyMatch(each -> bare(each.name()).equals(host));
    if (!isNamed && !write.files().isServer(host) && !addresses(write).contains(host)) {
      throw ModuleException.refused(
          "the server gives an address for the upload on `"
              + to.getHost()
              + "`, which is no host of its inventory and not the server itself; nothing was sent:"
              + " does something on the way change its answers");
    }
  }

  /** All names and addresses of the hosts; read only when a name is not in the inventory. */
  private static Set<String> addresses(VsphereWriter write)
      throws ModuleException, InterruptedException {
    List<ObjectSpec> hosts =
        write.inventory().all("HostSystem").stream().map(Item::ref).map(ReadSpecs::object).toList();
    Set<String> known = new HashSet<>();
    if (hosts.isEmpty()) {
      return known;
    }
    Retrieval retrieval = new Retrieval(write.api(), write.content().getPropertyCollector(), 100);
    List<ObjectContent> read =
        Retrieval.whole(
            () ->
                retrieval.all(
                    ReadSpecs.filter(
                        hosts, List.of(ReadSpecs.properties("HostSystem", List.of(NICS, DNS))))));
    for (ObjectContent content : read) {
      names(Items.of(content)).forEach(name -> known.add(bare(name)));
    }
    return known;
  }

  private static List<String> names(Item host) {
    List<String> names = new ArrayList<>();
    for (HostVirtualNic nic :
        host.get(NICS, HostVirtualNic[].class).orElse(new HostVirtualNic[0])) {
      if (nic.getSpec() != null
          && nic.getSpec().getIp() != null
          && nic.getSpec().getIp().getIpAddress() != null) {
        names.add(nic.getSpec().getIp().getIpAddress());
      }
    }
    host.get(DNS, HostDnsConfig.class)
        .filter(dns -> dns.getHostName() != null)
        .ifPresent(
            dns -> {
              names.add(dns.getHostName());
              names.add(dns.getHostName() + "." + dns.getDomainName());
            });
    return names;
  }

  /** Lower case; an IPv6 address without brackets. */
  private static String bare(String host) {
    return host.replaceAll("^\\[|\\]$|\\.$", "").toLowerCase(Locale.ROOT);
  }
}
