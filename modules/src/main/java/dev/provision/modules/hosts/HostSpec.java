package dev.provision.modules.hosts;

import dev.provision.modules.hosts.settings.DeclaredSettings;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.kind.HasCustomAttributes;
import java.util.Map;
import java.util.Optional;

/** {@code esx1: {address: esx1.example.com, cluster: prod, username: root}}. */
@Doc(
    "An ESXi host that a vCenter manages. It is added to a cluster, or stands alone in a folder. A"
        + " field that is left out is not compared.")
public record HostSpec(
    @Doc("The DNS name or address that vCenter reaches it at; its name here when left out.")
        Optional<String> address,
    @Doc("The cluster that it is in; it stands alone when left out.") @Refers("clusters")
        Optional<Ref> cluster,
    @Doc("The folder of hosts that it stands alone in; the top one when left out.")
        @Refers("folders")
        Optional<Ref> folder,
    @Doc("The host's own account, for adding and reconnecting it; vCenter then makes its own.")
        Optional<String> username,
    @Doc("Its password. It is used to add and to reconnect the host, and never compared.")
        Optional<Secret> password,
    @Doc("The SHA-256 fingerprint of the host's certificate; no other one is trusted.")
        Optional<String> thumbprint,
    @Doc("Whether it is only looked up, never added or removed.") @Default("false")
        boolean existing,
    @Doc("Values of custom attributes; others are left alone.") @Refers("custom_attributes")
        Map<Ref, String> customAttributes)
    implements DeclaredSettings, HasCustomAttributes {
  /** One that is looked up by its address, which is its name in vCenter, or by its path. */
  static HostSpec existing(String address) {
    return new HostSpec(
        Optional.of(address),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        Map.of());
  }
}
