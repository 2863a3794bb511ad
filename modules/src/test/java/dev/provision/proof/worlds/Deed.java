package dev.provision.proof.worlds;

import dev.provision.acceptance.YavijavaClient;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import java.util.Optional;

/**
 * What somebody does past provision, as a line: {@code cpus VirtualMachine i1-1}. A thing is meant
 * by its type and name, or by its path; one that is not there is left alone.
 */
record Deed(String verb, String type, String name, String with) {
  static Deed of(String line) {
    String[] words = line.split(" ", 4);
    return new Deed(words[0], words[1], words[2], words.length > 3 ? words[3] : "");
  }

  @Override
  public String toString() {
    return (verb + " " + type + " " + name + " " + with).strip();
  }

  /**
   * Does it.
   *
   * @return what became of it: done, or why not
   */
  String on(World world, YavijavaClient client) {
    Optional<String> path = path(world);
    if (path.isEmpty()) {
      return "nothing is there";
    }
    try {
      run(client, path.get());
      return "done";
    } catch (IllegalStateException | IllegalArgumentException e) {
      return "refused: " + e.getMessage();
    }
  }

  private Optional<String> path(World world) {
    world.lock().lock();
    try {
      if (name.startsWith("/")) {
        return Optional.of(name);
      }
      return world.all(type).stream()
          .filter(each -> name.equals(each.name()))
          .findFirst()
          .map((Managed each) -> world.path(each));
    } finally {
      world.lock().unlock();
    }
  }

  private void run(YavijavaClient client, String path) {
    switch (verb) {
      case "cpus" -> client.cpus(path, 3);
      case "note" -> client.note(path, "by hand");
      case "option" -> client.option(path, "other.key", "by hand");
      case "off" -> client.power(path, false);
      case "on" -> client.power(path, true);
      case "snapshot" -> client.snapshot(path, "by hand");
      case "copy" -> client.copy(path, with);
      case "rename" -> client.rename(path, with);
      case "move" -> client.move(path, with);
      case "folder" -> client.folder(path);
      case "delete" -> {
        if (type.equals("VirtualMachine")) {
          client.delete(path);
        } else {
          client.removeFolder(path);
        }
      }
      default -> throw new AssertionError(verb);
    }
  }
}
