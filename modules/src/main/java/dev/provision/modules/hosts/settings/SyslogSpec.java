package dev.provision.modules.hosts.settings;

import dev.provision.spi.schema.Doc;
import java.util.List;
import java.util.Optional;

/** {@code syslog: {hosts: [tcp://log.example.com:514]}}. */
@Doc("Where a host writes its logs.")
public record SyslogSpec(
    @Doc("All hosts that it sends them to: udp://, tcp:// or ssl://, a name and a port.")
        Optional<List<String>> hosts,
    @Doc("The directory that it writes them to: [datastore] path.") Optional<FilePlace> dir,
    @Doc("Whether it has its own directory below that, with its name.") Optional<Boolean> unique) {}
