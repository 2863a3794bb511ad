package dev.provision.modules.folders;

import dev.provision.spi.Default;
import dev.provision.spi.Doc;
import java.util.Optional;

/** {@code team-a: {path: /DC0/vm/team-a}}. */
@Doc("A folder that VMs stand in.")
public record FolderSpec(
    @Doc("Its inventory path; `/<datacenter>/vm/<name>` when left out.") Optional<String> path,
    @Doc("Whether it is only looked up, never made or deleted.") @Default("false")
        boolean existing) {}
