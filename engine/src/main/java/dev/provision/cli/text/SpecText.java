package dev.provision.cli.text;

import dev.provision.declare.SpecTree;
import dev.provision.spi.Declaration;
import dev.provision.spi.Field;
import java.util.ArrayList;
import java.util.List;

/** The fields of a declaration as lines, each with its position; secrets are not shown. */
public final class SpecText {
  private final Declaration<? extends Record> declaration;

  public SpecText(Declaration<? extends Record> declaration) {
    this.declaration = declaration;
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    SpecTree.texts(declaration).forEach((path, text) -> lines.add(line(path, text)));
    return lines;
  }

  private String line(String path, String text) {
    Field field = declaration.fields().get(path);
    String place = field == null ? "" : field.span().toString();
    return (Columns.pad(path, 24) + "  " + Columns.pad(Style.oneLine(text), 32) + "  " + place)
        .stripTrailing();
  }
}
