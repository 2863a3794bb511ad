package dev.provision.template;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.syntax.Node;
import dev.provision.syntax.Scalar;
import freemarker.core.ParseException;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Renders template files, such as cloud-init's user-data. All directives work, in the same sandbox
 * as expressions; only files in the template folders can be read.
 */
public final class Templates {
  private final TemplateFolders folders;
  private final FolderLoader loader;
  private final Configuration settings;

  /**
   * @param playbook the playbook as the user gave it; see {@link TemplateFolders}
   */
  public Templates(Path playbook) {
    folders = new TemplateFolders(playbook);
    loader = new FolderLoader(folders);
    settings = Sandbox.configuration();
    settings.setTemplateLoader(loader);
    settings.setRecognizeStandardFileExtensions(false);
  }

  /**
   * Renders one template.
   *
   * @param name the name of the template: {@code cloud-init/web.ftl}
   * @return a {@link Scalar} with the text, or a {@link Resolvable} when the template reads what is
   *     not known yet
   */
  public Checked<Node> render(Scalar name, Variables variables) {
    Template template;
    try {
      template = load(name);
    } catch (FolderLoader.Refused e) {
      return Checked.failed(e.reason);
    } catch (ParseException e) {
      return Checked.failed(Rendering.explain(e, loader));
    } catch (TemplateNotFoundException e) {
      return failed(folders.notFound(name.text()), name);
    } catch (IOException e) {
      return failed(String.valueOf(e.getMessage()), name);
    }
    Rendering first = Rendering.of(template, loader, name, variables, Probe.FIRST);
    if (!variables.volume().takes(first.text().length())) {
      return failed(TextVolume.refusal(), name);
    }
    if (!first.trace().isWaiting()) {
      return first.mistakes().isEmpty()
          ? Checked.of(Scalar.of(first.text(), Scalar.Style.BLOCK, name.span(), first.provenance()))
          : Checked.failed(first.mistakes());
    }
    Trace read = first.trace();
    read.read(name.provenance());
    Set<Diagnostic> mistakes = new LinkedHashSet<>(first.mistakes());
    for (Probe probe : Probe.OTHERS) {
      Rendering other = Rendering.of(template, loader, name, variables, probe);
      read.join(other.trace());
      mistakes.addAll(other.mistakes());
    }
    return mistakes.isEmpty()
        ? Checked.of(new Resolvable(name, variables, read, known -> render(name, known)))
        : Checked.failed(List.copyOf(mistakes));
  }

  private Template load(Scalar name) throws IOException {
    String text = name.text();
    boolean outside = text.isBlank() || text.startsWith("/");
    for (String part : text.split("/")) {
      outside |= part.equals("..") || part.contains(":") || part.contains("*");
    }
    if (outside) {
      Span place = name.span();
      throw new FolderLoader.Refused(
          Diagnostic.error(
              "a template is named by its path inside its folder, without `..`, `:` or `*`: `"
                  + text
                  + "`",
              place));
    }
    try {
      return settings.getTemplate(text);
    } catch (StackOverflowError e) {
      throw new IOException("the template `" + text + "` is nested too deep", e);
    } catch (RuntimeException e) {
      if (LibraryFault.is(e)) {
        throw new IOException(LibraryFault.message(e, "template"), e);
      }
      throw e;
    }
  }

  private static Checked<Node> failed(String message, Scalar name) {
    return Checked.failed(Diagnostic.error(message, name.span()));
  }
}
