package dev.provision.acceptance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The rights of a vCenter, as govc keeps them. */
record GovcRights(GovcClient.Govc govc) implements RightsClient {
  @Override
  public Optional<List<String>> role(String name) {
    boolean isThere =
        govc.run("role.ls").lines().anyMatch(line -> line.split(" {2,}")[0].equals(name));
    return isThere
        ? Optional.of(
            govc.run("role.ls", name)
                .lines()
                .filter(each -> !each.startsWith("System."))
                .sorted()
                .toList())
        : Optional.empty();
  }

  @Override
  public void makeRole(String name, String... privileges) {
    List<String> all = new ArrayList<>(List.of("role.create", name));
    all.addAll(Arrays.asList(privileges));
    govc.run(all.toArray(String[]::new));
  }

  @Override
  public void removeRole(String name) {
    govc.run("role.remove", "-force=true", name);
  }

  @Override
  public void permit(String path, String principal, String role) {
    govc.run("permissions.set", "-principal", principal, "-role", role, path);
  }

  @Override
  public List<String> permissions(String path) {
    return govc.run("permissions.ls", "-a=false", "-i=false", path)
        .lines()
        .skip(1)
        .map(line -> line.trim().split(" {2,}"))
        .map(cells -> cells[2] + " " + cells[0])
        .sorted()
        .toList();
  }
}
