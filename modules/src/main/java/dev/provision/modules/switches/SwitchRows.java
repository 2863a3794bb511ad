package dev.provision.modules.switches;

import com.vmware.vim25.DVSConfigInfo;
import com.vmware.vim25.DVSContactInfo;
import com.vmware.vim25.DVSNameArrayUplinkPortPolicy;
import com.vmware.vim25.DistributedVirtualSwitchProductSpec;
import com.vmware.vim25.LinkDiscoveryProtocolConfig;
import com.vmware.vim25.VMwareDVSConfigInfo;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The rows of a distributed switch. All are read from its {@code config}, and read again in the
 * step: a call has to name the {@code configVersion} that it changes.
 */
final class SwitchRows {
  /** What a change of it does to a switch with members. */
  static final String CUTS = "its hosts and machines may lose the network";

  private SwitchRows() {}

  static Rows<SwitchSpec, Item, SwitchDraft> all() {
    List<Row<SwitchSpec, Item, SwitchDraft>> rows =
        new ArrayList<>(
            List.of(
                version(),
                uplinks(),
                mtu(),
                protocol(),
                operation(),
                multicast(),
                contact(
                    "name", ContactSpec::name, DVSContactInfo::getName, DVSContactInfo::setName),
                contact(
                    "details",
                    ContactSpec::details,
                    DVSContactInfo::getContact,
                    DVSContactInfo::setContact),
                SwitchConfig.<String>row(
                    "description",
                    SwitchSpec::description,
                    config -> Seen.of(config.getDescription()),
                    (draft, text, seen) -> draft.config.setDescription(text))));
    rows.addAll(NiocRows.all());
    rows.add(LagRows.all());
    rows.addAll(HealthRows.all());
    rows.add(PrivateVlanRows.all());
    return Rows.merged(
            () -> new SwitchDraft(Optional.empty()),
            item -> new SwitchDraft(SwitchConfig.of(item).known()),
            rows)
        .guardedBy(
            SwitchConfig.NAME,
            (draft, item) ->
                item.get(SwitchConfig.NAME, DVSConfigInfo.class)
                    .map(DVSConfigInfo::getConfigVersion)
                    .ifPresent(draft.config::setConfigVersion));
  }

  private static Row<SwitchSpec, Item, SwitchDraft> version() {
    return FieldRow.<SwitchSpec, Item, SwitchDraft, String>of(
            "version",
            SwitchConfig.NAME,
            SwitchSpec::version,
            item ->
                SwitchConfig.of(item)
                    .map(VMwareDVSConfigInfo::getProductInfo)
                    .map(DistributedVirtualSwitchProductSpec::getVersion),
            (draft, version, old) -> draft.version = Optional.of(version))
        .with(Effect.CUTS_NETWORK, "an upgrade interrupts its hosts and machines for a moment");
  }

  private static Row<SwitchSpec, Item, SwitchDraft> uplinks() {
    return SwitchConfig.<List<String>>row(
            "uplinks",
            SwitchSpec::uplinkNames,
            config ->
                Seen.of(
                    config.getUplinkPortPolicy() instanceof DVSNameArrayUplinkPortPolicy names
                            && names.getUplinkPortName() != null
                        ? List.of(names.getUplinkPortName())
                        : null),
            (draft, names, old) -> {
              DVSNameArrayUplinkPortPolicy policy = new DVSNameArrayUplinkPortPolicy();
              policy.setUplinkPortName(names.toArray(String[]::new));
              draft.config.setUplinkPortPolicy(policy);
            })
        .saying(names -> String.join(", ", names))
        .with(Effect.CUTS_NETWORK, CUTS);
  }

  private static Row<SwitchSpec, Item, SwitchDraft> mtu() {
    return SwitchConfig.<Integer>row(
            "mtu",
            SwitchSpec::mtu,
            config -> Seen.of(config.getMaxMtu()),
            (draft, mtu, old) -> draft.config.setMaxMtu(mtu))
        .with(Effect.CUTS_NETWORK, CUTS);
  }

  private static Row<SwitchSpec, Item, SwitchDraft> protocol() {
    return SwitchConfig.<String>row(
        "discovery.protocol",
        spec -> spec.discovery().flatMap(DiscoverySpec::protocol).map(SwitchConfig::word),
        config ->
            Seen.of(config.getLinkDiscoveryProtocolConfig())
                .map(LinkDiscoveryProtocolConfig::getProtocol),
        (draft, word, old) -> discovery(draft).setProtocol(word));
  }

  private static Row<SwitchSpec, Item, SwitchDraft> operation() {
    return SwitchConfig.<String>row(
        "discovery.operation",
        spec -> spec.discovery().flatMap(DiscoverySpec::operation).map(SwitchConfig::word),
        config ->
            Seen.of(config.getLinkDiscoveryProtocolConfig())
                .map(LinkDiscoveryProtocolConfig::getOperation),
        (draft, word, old) -> discovery(draft).setOperation(word));
  }

  /** Both its fields are required; the values for a new switch are those that a server gives it. */
  private static LinkDiscoveryProtocolConfig discovery(SwitchDraft draft) {
    if (draft.config.getLinkDiscoveryProtocolConfig() == null) {
      Optional<LinkDiscoveryProtocolConfig> old =
          draft.seen.map(VMwareDVSConfigInfo::getLinkDiscoveryProtocolConfig);
      LinkDiscoveryProtocolConfig both = new LinkDiscoveryProtocolConfig();
      both.setProtocol(old.map(LinkDiscoveryProtocolConfig::getProtocol).orElse("cdp"));
      both.setOperation(old.map(LinkDiscoveryProtocolConfig::getOperation).orElse("listen"));
      draft.config.setLinkDiscoveryProtocolConfig(both);
    }
    return draft.config.getLinkDiscoveryProtocolConfig();
  }

  private static Row<SwitchSpec, Item, SwitchDraft> multicast() {
    return SwitchConfig.<Multicast>row(
            "multicast",
            SwitchSpec::multicast,
            config -> Multicast.of(config.getMulticastFilteringMode()),
            (draft, mode, old) -> draft.config.setMulticastFilteringMode(mode.word()))
        .saying(SwitchConfig::word);
  }

  private static Row<SwitchSpec, Item, SwitchDraft> contact(
      String field,
      Function<ContactSpec, Optional<String>> wanted,
      Function<DVSContactInfo, String> seen,
      BiConsumer<DVSContactInfo, String> put) {
    return SwitchConfig.<String>row(
        "contact." + field,
        spec -> spec.contact().flatMap(wanted),
        config -> Seen.of(config.getContact()).map(seen),
        (draft, text, old) -> put.accept(contact(draft), text));
  }

  private static DVSContactInfo contact(SwitchDraft draft) {
    if (draft.config.getContact() == null) {
      Optional<DVSContactInfo> old = draft.seen.map(VMwareDVSConfigInfo::getContact);
      DVSContactInfo both = new DVSContactInfo();
      old.map(DVSContactInfo::getName).ifPresent(both::setName);
      old.map(DVSContactInfo::getContact).ifPresent(both::setContact);
      draft.config.setContact(both);
    }
    return draft.config.getContact();
  }
}
