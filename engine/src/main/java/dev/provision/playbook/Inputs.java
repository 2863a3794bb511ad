package dev.provision.playbook;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a playbook gets from outside.
 *
 * @param varsFiles {@code --vars-file}; later files win
 * @param extraVars {@code -e} as given, {@code key=value} or {@code @file}; later ones win
 * @param env the environment that {@code env.NAME} reads
 */
public record Inputs(List<Path> varsFiles, List<String> extraVars, Map<String, String> env) {
  /** Nothing from outside. */
  public static final Inputs NONE = new Inputs(List.of(), List.of(), Map.of());

  public Inputs {
    varsFiles = List.copyOf(varsFiles);
    extraVars = List.copyOf(extraVars);
    env = Map.copyOf(env);
  }
}
