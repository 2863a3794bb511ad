package dev.provision.modules.images;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.Declaration;
import dev.provision.spi.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Folds a declared file into what is wanted: the file says what it is, a property that contradicts
 * it is a mistake, and one that is missing is filled in from it.
 */
final class ImageReading {
  /** vCenter's limit for a VM's name is 80 characters; 13 of them are the hash. */
  private static final int MAX_NAME = 67;

  private static final String STREAM = "streamOptimized";

  private final Declaration<ImageSpec> declaration;
  private final List<Diagnostic> mistakes = new ArrayList<>();

  private ImageReading(Declaration<ImageSpec> declaration) {
    this.declaration = declaration;
  }

  static Checked<ImageWanted.Imported> of(Declaration<ImageSpec> declaration, ImageFiles files) {
    return new ImageReading(declaration).read(files);
  }

  private Checked<ImageWanted.Imported> read(ImageFiles files) {
    for (Problem problem : ImageProblems.of(declaration.spec())) {
      mistake(problem.field(), problem.message());
    }
    String image = declaration.address().name();
    if (image.length() > MAX_NAME) {
      mistake(
          "",
          "the name `" + image + "` is longer than the " + MAX_NAME + " characters an image has");
    }
    if (!mistakes.isEmpty()) {
      return Checked.failed(mistakes);
    }
    String source = declaration.spec().source().orElseThrow();
    ImageFile file;
    try {
      file = files.read(beside(source), source);
    } catch (UnfitFile e) {
      mistake("source", e.getMessage());
      return Checked.failed(mistakes);
    } catch (InvalidPathException e) {
      mistake("source", "`" + source + "` is no path of a file: " + e.getReason());
      return Checked.failed(mistakes);
    }
    return fold(image, file);
  }

  /** A path is relative to the file that it is written in. */
  private Path beside(String source) {
    return Path.of(declaration.spanOf("source").file()).resolveSibling(source);
  }

  private Checked<ImageWanted.Imported> fold(String image, ImageFile file) {
    declaration
        .spec()
        .sha256()
        .filter(wanted -> !wanted.equalsIgnoreCase(file.sha256()))
        .ifPresent(
            wanted ->
                mistake(
                    "sha256",
                    "`"
                        + file.name()
                        + "` has sha256 "
                        + file.sha256()
                        + ", the playbook says "
                        + wanted));
    ImageProperties properties = ImageProperties.of(declaration.spec());
    Adapter found = Adapter.ofFile(file.disk().adapterType());
    properties
        .diskType()
        .filter(said -> !said.value().equals(STREAM))
        .ifPresent(
            said ->
                contradiction(
                    file,
                    said,
                    "its bytes are no disk that ESXi could boot from as they are",
                    "set it to " + STREAM + " or leave it out"));
    properties
        .adapter()
        .filter(said -> !said.value().fits(file.disk().adapterType()))
        .ifPresent(
            said ->
                contradiction(
                    file,
                    said,
                    "a guest that was installed on the one may not find its disk on the other",
                    "set it to "
                        + found.word
                        + " or leave it out, or convert the file with"
                        + " adapter_type="
                        + (said.value() == Adapter.IDE ? "ide" : "lsilogic")));
    if (!mistakes.isEmpty()) {
      return Checked.failed(mistakes);
    }
    return Checked.of(
        new ImageWanted.Imported(image, file, properties, Optional.empty(), Optional.empty()));
  }

  private void contradiction(
      ImageFile file, ImageProperties.Said<?> said, String effect, String whatToDo) {
    String adapter = file.disk().adapterType();
    mistake(
        said.field(),
        "`"
            + file.name()
            + "` is "
            + STREAM
            + (adapter.isEmpty() ? "" : " with ddb.adapterType=" + adapter)
            + ", the playbook says "
            + said.field().substring(said.field().lastIndexOf('.') + 1)
            + "="
            + said.text()
            + ": "
            + effect
            + "; "
            + whatToDo);
  }

  private void mistake(String field, String message) {
    mistakes.add(Diagnostic.error(message, declaration.spanOf(field)));
  }
}
