package dev.provision.modules.hosts.settings;

import com.vmware.vim25.HostLockdownMode;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code lockdown: normal}, or {@code lockdown: {mode: strict, exceptions: [backup]}}. */
@Doc("Who may log in to the host itself.")
public record LockdownSpec(
    @Doc("Everybody who has an account there (off), its console only (normal), nobody (strict).")
        @Shorthand
        Optional<Mode> mode,
    @Doc("Accounts that may log in all the same; others stay.") Optional<List<String>> exceptions,
    @Doc("Whether these are the only exceptions.") @Default("false") boolean exclusive) {
  /** A lockdown mode. */
  public enum Mode {
    OFF(HostLockdownMode.lockdownDisabled),
    NORMAL(HostLockdownMode.lockdownNormal),
    STRICT(HostLockdownMode.lockdownStrict);

    private final HostLockdownMode value;

    Mode(HostLockdownMode value) {
      this.value = value;
    }

    /** As the API has it. */
    HostLockdownMode value() {
      return value;
    }

    static String word(HostLockdownMode value) {
      for (Mode each : values()) {
        if (each.value == value) {
          return each.name().toLowerCase(Locale.ROOT);
        }
      }
      throw new AssertionError(value);
    }
  }
}
