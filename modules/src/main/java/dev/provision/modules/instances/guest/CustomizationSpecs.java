package dev.provision.modules.instances.guest;

import com.vmware.vim25.CustomizationAdapterMapping;
import com.vmware.vim25.CustomizationDhcpIpGenerator;
import com.vmware.vim25.CustomizationFixedIp;
import com.vmware.vim25.CustomizationFixedIpV6;
import com.vmware.vim25.CustomizationFixedName;
import com.vmware.vim25.CustomizationGlobalIPSettings;
import com.vmware.vim25.CustomizationGuiRunOnce;
import com.vmware.vim25.CustomizationGuiUnattended;
import com.vmware.vim25.CustomizationIPSettings;
import com.vmware.vim25.CustomizationIPSettingsIpV6AddressSpec;
import com.vmware.vim25.CustomizationIdentification;
import com.vmware.vim25.CustomizationIpV6Generator;
import com.vmware.vim25.CustomizationLinuxOptions;
import com.vmware.vim25.CustomizationLinuxPrep;
import com.vmware.vim25.CustomizationPassword;
import com.vmware.vim25.CustomizationSpec;
import com.vmware.vim25.CustomizationSysprep;
import com.vmware.vim25.CustomizationSysprepRebootOption;
import com.vmware.vim25.CustomizationUserData;
import com.vmware.vim25.CustomizationWinOptions;
import dev.provision.modules.instances.vm.GuestCustomization;
import dev.provision.modules.instances.vm.NicGuest;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.exported.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes vim25's customization spec from the playbook; NICs are matched by MAC. */
final class CustomizationSpecs {
  /** {@code CustomizationGuiUnattended.timeZone}: Greenwich. */
  private static final int GREENWICH = 85;

  private final GuestData guest;
  private final GuestCustomization wanted;

  private CustomizationSpecs(GuestData guest, GuestCustomization wanted) {
    this.guest = guest;
    this.wanted = wanted;
  }

  /** The spec for a declaration that names no stored one. */
  static CustomizationSpec of(GuestData guest, GuestCustomization wanted) {
    CustomizationSpecs made = new CustomizationSpecs(guest, wanted);
    CustomizationSpec spec = new CustomizationSpec();
    if (wanted.isWindows()) {
      CustomizationWinOptions options = new CustomizationWinOptions();
      options.setChangeSID(true);
      options.setDeleteAccounts(false);
      options.setReboot(CustomizationSysprepRebootOption.reboot);
      spec.setOptions(options);
      spec.setIdentity(made.windows());
    } else {
      spec.setOptions(new CustomizationLinuxOptions());
      spec.setIdentity(made.linux());
    }
    spec.setGlobalIPSettings(made.global());
    spec.setNicSettingMap(made.nics());
    return spec;
  }

  /**
   * A stored spec with this instance's NICs and, if one is declared, its host name. If the playbook
   * sets nothing in the guest for a NIC, the spec's own setting for the NIC at that place stays.
   *
   * @param stored changed and returned
   */
  static CustomizationSpec stored(
      GuestData guest, GuestCustomization wanted, CustomizationSpec stored) {
    CustomizationSpecs made = new CustomizationSpecs(guest, wanted);
    if (wanted.hostname().isPresent()) {
      if (stored.getIdentity() instanceof CustomizationLinuxPrep linux) {
        linux.setHostName(made.host());
      } else if (stored.getIdentity() instanceof CustomizationSysprep windows
          && windows.getUserData() != null) {
        windows.getUserData().setComputerName(made.host());
      }
    }
    CustomizationAdapterMapping[] before = stored.getNicSettingMap();
    CustomizationAdapterMapping[] nics = made.nics();
    for (int i = 0; before != null && i < nics.length && i < before.length; i++) {
      if (guest.nics().get(i).guest().saysNothing()
          && before[i].getAdapter() != null
          && isGiven(before[i].getAdapter())) {
        nics[i].setAdapter(before[i].getAdapter());
      }
    }
    stored.setNicSettingMap(nics);
    return stored;
  }

  /**
   * Whether the stored setting gives an address by itself: other kinds ask a person or a script.
   */
  private static boolean isGiven(CustomizationIPSettings adapter) {
    return adapter.getIp() instanceof CustomizationDhcpIpGenerator
        || adapter.getIp() instanceof CustomizationFixedIp;
  }

  private CustomizationFixedName host() {
    CustomizationFixedName name = new CustomizationFixedName();
    name.setName(guest.hostname());
    return name;
  }

  private CustomizationLinuxPrep linux() {
    CustomizationLinuxPrep linux = new CustomizationLinuxPrep();
    linux.setHostName(host());
    linux.setDomain(
        wanted
            .domain()
            .or(() -> suffixes().stream().findFirst())
            // the API wants a domain, and this one exists in no outside DNS (RFC 6761)
            .orElse("localdomain"));
    wanted.timeZone().ifPresent(linux::setTimeZone);
    linux.setHwClockUTC(wanted.hwClockUtc());
    return linux;
  }

  private CustomizationSysprep windows() {
    CustomizationGuiUnattended unattended = new CustomizationGuiUnattended();
    wanted.adminPassword().map(CustomizationSpecs::password).ifPresent(unattended::setPassword);
    unattended.setTimeZone(wanted.timeZone().map(Integer::parseInt).orElse(GREENWICH));
    unattended.setAutoLogon(wanted.autoLogon() > 0);
    unattended.setAutoLogonCount(wanted.autoLogon());
    CustomizationUserData user = new CustomizationUserData();
    user.setFullName(wanted.fullName());
    user.setOrgName(wanted.orgName().orElse(guest.head().environment().toString()));
    user.setComputerName(host());
    user.setProductId(wanted.productKey().map(Secret::text).orElse(""));
    CustomizationSysprep windows = new CustomizationSysprep();
    windows.setGuiUnattended(unattended);
    windows.setUserData(user);
    windows.setIdentification(identification());
    if (!wanted.runOnce().isEmpty()) {
      CustomizationGuiRunOnce once = new CustomizationGuiRunOnce();
      once.setCommandList(wanted.runOnce().toArray(String[]::new));
      windows.setGuiRunOnce(once);
    }
    return windows;
  }

  private CustomizationIdentification identification() {
    CustomizationIdentification identification = new CustomizationIdentification();
    if (wanted.joinDomain().isPresent()) {
      wanted.joinDomain().ifPresent(identification::setJoinDomain);
      wanted.domainAdmin().ifPresent(identification::setDomainAdmin);
      wanted
          .domainAdminPassword()
          .map(CustomizationSpecs::password)
          .ifPresent(identification::setDomainAdminPassword);
    } else {
      identification.setJoinWorkgroup(wanted.workgroup().orElse("WORKGROUP"));
    }
    return identification;
  }

  private static CustomizationPassword password(Secret secret) {
    CustomizationPassword password = new CustomizationPassword();
    password.setPlainText(true);
    password.setValue(secret.text());
    return password;
  }

  private List<String> suffixes() {
    Set<String> all = new LinkedHashSet<>(wanted.dnsSuffixes());
    guest.nics().forEach(nic -> all.addAll(nic.guest().search()));
    return new ArrayList<>(all);
  }

  private CustomizationGlobalIPSettings global() {
    CustomizationGlobalIPSettings global = new CustomizationGlobalIPSettings();
    if (!suffixes().isEmpty()) {
      global.setDnsSuffixList(suffixes().toArray(String[]::new));
    }
    Set<String> servers = new LinkedHashSet<>(wanted.dns());
    guest.nics().forEach(nic -> servers.addAll(nic.guest().dns()));
    // Linux takes servers from here, Windows from each NIC (dnsServerList in the API reference)
    if (!servers.isEmpty() && !wanted.isWindows()) {
      global.setDnsServerList(servers.toArray(String[]::new));
    }
    return global;
  }

  private CustomizationAdapterMapping[] nics() {
    return guest.nics().stream()
        .map(
            nic -> {
              CustomizationAdapterMapping mapping = new CustomizationAdapterMapping();
              nic.mac().ifPresent(mapping::setMacAddress);
              mapping.setAdapter(adapter(nic.guest()));
              return mapping;
            })
        .toArray(CustomizationAdapterMapping[]::new);
  }

  private static CustomizationIPSettings adapter(NicGuest guest) {
    CustomizationIPSettings adapter = new CustomizationIPSettings();
    Optional<IpAddress> v4 = guest.set(false).stream().findFirst();
    if (v4.isPresent()) {
      CustomizationFixedIp fixed = new CustomizationFixedIp();
      fixed.setIpAddress(v4.get().text());
      adapter.setIp(fixed);
      adapter.setSubnetMask(v4.get().mask());
      guest.gateway(false).ifPresent(gateway -> adapter.setGateway(new String[] {gateway.text()}));
    } else {
      adapter.setIp(new CustomizationDhcpIpGenerator());
    }
    if (!guest.set(true).isEmpty()) {
      adapter.setIpV6Spec(v6(guest));
    }
    if (!guest.dns().isEmpty()) {
      adapter.setDnsServerList(guest.dns().toArray(String[]::new));
    }
    guest.search().stream().findFirst().ifPresent(adapter::setDnsDomain);
    return adapter;
  }

  private static CustomizationIPSettingsIpV6AddressSpec v6(NicGuest guest) {
    CustomizationIPSettingsIpV6AddressSpec spec = new CustomizationIPSettingsIpV6AddressSpec();
    spec.setIp(
        guest.set(true).stream()
            .map(
                address -> {
                  CustomizationFixedIpV6 fixed = new CustomizationFixedIpV6();
                  fixed.setIpAddress(address.text());
                  fixed.setSubnetMask(address.prefix().orElseThrow());
                  return fixed;
                })
            .toArray(CustomizationIpV6Generator[]::new));
    guest.gateway(true).ifPresent(gateway -> spec.setGateway(new String[] {gateway.text()}));
    return spec;
  }
}
