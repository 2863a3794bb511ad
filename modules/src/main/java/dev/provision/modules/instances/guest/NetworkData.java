package dev.provision.modules.instances.guest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.provision.modules.instances.vm.NicGuest;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.vsphere.exported.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** OpenStack's {@code network_data.json}: links by MAC, networks on them, and name servers. */
final class NetworkData {
  private final JsonArray links = new JsonArray();
  private final JsonArray networks = new JsonArray();
  private final JsonArray services = new JsonArray();

  private NetworkData() {}

  /**
   * @param macs gives the MAC of a NIC; empty while vCenter has not chosen it, and then the NIC is
   *     left out
   */
  static JsonObject of(List<NicWanted> nics, Function<NicWanted, Optional<String>> macs) {
    NetworkData data = new NetworkData();
    for (NicWanted nic : nics) {
      macs.apply(nic).ifPresent(mac -> data.add(nic, mac));
    }
    JsonObject all = new JsonObject();
    all.add("links", data.links);
    all.add("networks", data.networks);
    all.add("services", data.services);
    return all;
  }

  private void add(NicWanted nic, String mac) {
    NicGuest guest = nic.guest();
    JsonObject link = new JsonObject();
    link.addProperty("id", nic.name());
    link.addProperty("type", "phy");
    link.addProperty("ethernet_mac_address", mac);
    guest.mtu().ifPresent(mtu -> link.addProperty("mtu", mtu));
    links.add(link);
    int number = 0;
    if (guest.asksDhcp()) {
      JsonObject network = network(nic, number++, "ipv4_dhcp");
      if (guest.set(true).isEmpty()) {
        names(guest, network);
      }
      networks.add(network);
    }
    boolean named = false;
    for (boolean v6 : new boolean[] {false, true}) {
      boolean first = true;
      for (IpAddress address : guest.set(v6)) {
        JsonObject network = network(nic, number++, v6 ? "ipv6" : "ipv4");
        network.addProperty("ip_address", address.text());
        network.addProperty("netmask", address.mask());
        // some guests fail on a route that is there twice
        network.add("routes", first ? routes(guest, v6) : new JsonArray());
        // once a NIC and with a static address: netplan reads them only there, and adds them each
        // time
        if (!named) {
          names(guest, network);
          named = true;
        }
        networks.add(network);
        first = false;
      }
    }
    for (String server : guest.dns()) {
      JsonObject service = service(server);
      if (!services.contains(service)) {
        services.add(service);
      }
    }
  }

  private static JsonObject network(NicWanted nic, int number, String type) {
    JsonObject network = new JsonObject();
    network.addProperty("id", nic.name() + "-" + number);
    network.addProperty("network_id", nic.network().network());
    network.addProperty("type", type);
    network.addProperty("link", nic.name());
    return network;
  }

  /**
   * Writes name servers in each place where a reader looks: cloud-init's {@code convert_net_json}
   * reads a network's two {@code dns_*} keys, and ignores {@code services} for a NIC that has
   * search domains; others read a network's own {@code services}, as Nova writes them ({@code
   * nova/virt/netutils.py}).
   */
  private static void names(NicGuest guest, JsonObject network) {
    if (!guest.dns().isEmpty()) {
      network.add("dns_nameservers", array(guest.dns()));
      JsonArray own = new JsonArray();
      guest.dns().forEach(server -> own.add(service(server)));
      network.add("services", own);
    }
    if (!guest.search().isEmpty()) {
      network.add("dns_search", array(guest.search()));
    }
  }

  private static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  private static JsonObject service(String server) {
    JsonObject service = new JsonObject();
    service.addProperty("type", "dns");
    service.addProperty("address", server);
    return service;
  }

  private static JsonArray routes(NicGuest guest, boolean v6) {
    JsonArray routes = new JsonArray();
    guest
        .gateway(v6)
        .ifPresent(via -> routes.add(route(IpAddress.parse(v6 ? "::/0" : "0.0.0.0/0"), via)));
    for (NicGuest.Route route : guest.routes()) {
      if (route.to().v6() == v6) {
        routes.add(route(route.to(), route.via()));
      }
    }
    return routes;
  }

  private static JsonObject route(IpAddress to, IpAddress via) {
    JsonObject route = new JsonObject();
    route.addProperty("network", to.text());
    route.addProperty("netmask", to.mask());
    route.addProperty("gateway", via.text());
    return route;
  }
}
