package dev.provision.modules.hosts.settings;

import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.HostDateTimeConfig;
import com.vmware.vim25.HostDateTimeInfo;
import com.vmware.vim25.HostNtpConfig;
import com.vmware.vim25.HostService;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.journal.JournalWriter;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.wire.VimFault;
import java.util.Arrays;
import java.util.List;

/**
 * The time of a host ({@code HostDateTimeSystem}). A running ntpd goes on with its old servers, so
 * it is restarted when they changed, also when the reply to that call is lost; {@link DueRestart}
 * is for a run that ends between the two calls.
 */
final class TimeRows {
  static final String PROPERTY = "config.dateTimeInfo";
  static final String DAEMON = "ntpd";
  static final String SERVERS = "ntp.servers";

  private TimeRows() {}

  static <S extends DeclaredSettings> RowsCall<S, HostDateTimeConfig> servers() {
    return new RowsCall<>(
        Rows.sparse(
            HostDateTimeConfig::new,
            List.of(
                FieldRow.<S, Item, HostDateTimeConfig, List<String>>of(
                        SERVERS,
                        PROPERTY,
                        spec -> spec.ntp().flatMap(NtpSpec::servers),
                        host -> info(host).map(TimeRows::servers),
                        (config, servers, old) -> config.setNtpConfig(ntp(servers)))
                    .saying(Texts::list))),
        (whose, host, config, write) -> write(host, config, DueRestart.of(whose), write),
        List.of("UpdateDateTimeConfig", "RestartService"));
  }

  static <S extends DeclaredSettings> RowsCall<S, HostDateTimeConfig> zone() {
    return new RowsCall<>(
        Rows.sparse(
            HostDateTimeConfig::new,
            List.of(
                FieldRow.<S, Item, HostDateTimeConfig, String>of(
                    "timezone",
                    PROPERTY,
                    DeclaredSettings::timezone,
                    host -> info(host).map(info -> info.getTimeZone().getKey()),
                    (config, zone, old) -> config.setTimeZone(zone)))),
        (host, config, write) -> update(new Managers(host, write), config),
        List.of("UpdateDateTimeConfig"));
  }

  static <S extends DeclaredSettings> RowsCall<S, PtpRows.Draft> services() {
    return new RowsCall<>(
        Rows.merged(PtpRows.Draft::empty, PtpRows.Draft::of, PtpRows.<S>rows()),
        (host, draft, write) -> update(new Managers(host, write), draft.config()),
        List.of("UpdateDateTimeConfig"));
  }

  private static Seen<HostDateTimeInfo> info(Item host) {
    return Seen.of(host, PROPERTY, HostDateTimeInfo.class);
  }

  private static List<String> servers(HostDateTimeInfo info) {
    HostNtpConfig ntp = info.getNtpConfig();
    return Texts.of(ntp == null ? null : ntp.getServer());
  }

  private static HostNtpConfig ntp(List<String> servers) {
    HostNtpConfig ntp = new HostNtpConfig();
    ntp.setServer(servers.toArray(String[]::new));
    return ntp;
  }

  private static void update(Managers managers, HostDateTimeConfig config) throws ModuleException {
    ManagedObjectReference system = managers.get(HostConfigManager::getDateTimeSystem, "time");
    managers.write().send(api -> api.updateDateTimeConfig(system, config));
  }

  private static void write(
      ManagedObjectReference host, HostDateTimeConfig config, DueRestart due, VsphereWriter write)
      throws ModuleException, InterruptedException {
    Managers managers = new Managers(host, write);
    if (!isRunning(managers)) {
      update(managers, config);
      return;
    }
    JournalEntry entry = due.begin(host, write);
    try {
      update(managers, config);
    } catch (ModuleException e) {
      if (!(e.getCause() instanceof VimFault)) {
        restart(managers);
      }
      new JournalWriter(write).forget(entry);
      throw e;
    }
    restart(managers);
    new JournalWriter(write).forget(entry);
  }

  private static boolean isRunning(Managers managers) throws ModuleException {
    return Arrays.stream(managers.now(ServiceRows.PROPERTY, HostService[].class))
        .anyMatch(each -> each.getKey().equals(DAEMON) && each.isRunning());
  }

  /** Restarts it where it runs. */
  static void restart(Managers managers) throws ModuleException {
    if (isRunning(managers)) {
      ManagedObjectReference system = managers.get(HostConfigManager::getServiceSystem, "services");
      managers.write().send(api -> api.restartService(system, DAEMON));
    }
  }
}
