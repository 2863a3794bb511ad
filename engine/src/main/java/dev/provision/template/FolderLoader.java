package dev.provision.template;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import freemarker.cache.TemplateLoader;
import freemarker.core.ParseException;
import freemarker.core.TemplateElement;
import freemarker.core.TemplateProcessingTracer.TracedElement;
import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives the library the text of templates and of the files that they include, after checking it.
 */
final class FolderLoader implements TemplateLoader {
  private static final Pattern FORBIDDEN =
      Pattern.compile("\\?\\s*(?:eval|interpret|new|api)\\b|(?<![\\w)\\]])\\.now\\b");

  /** Never changed after creation. */
  private static final Configuration SETTINGS = Sandbox.configuration();

  /** A file that must not be used, and why. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;
    final transient Diagnostic reason;

    Refused(Diagnostic reason) {
      super(reason.message());
      this.reason = reason;
    }
  }

  private final TemplateFolders folders;
  private final Map<String, String> shown = new ConcurrentHashMap<>();

  FolderLoader(TemplateFolders folders) {
    this.folders = folders;
  }

  /** The path of a loaded template, for messages. */
  String shown(String name) {
    return name == null ? "" : shown.getOrDefault(name, name);
  }

  @Override
  public Object findTemplateSource(String name) {
    return folders.find(name).map(file -> Map.entry(name, file)).orElse(null);
  }

  @Override
  public long getLastModified(Object source) {
    return 0;
  }

  @Override
  public Reader getReader(Object source, String encoding) throws IOException {
    Map.Entry<?, ?> found = (Map.Entry<?, ?>) source;
    Checked<SourceFile> file = folders.read((Path) found.getValue());
    if (file.hasErrors()) {
      throw new Refused(file.diagnostics().get(0));
    }
    shown.put((String) found.getKey(), file.get().name());
    inspect(file.get());
    return new StringReader(file.get().text());
  }

  @Override
  public void closeTemplateSource(Object source) {
    // the reader reads from memory: nothing to close
  }

  /**
   * The library marks its syntax tree as deprecated because it may change; there is no other way to
   * see it.
   */
  @SuppressWarnings("deprecation")
  private static void inspect(SourceFile file) throws Refused {
    try {
      Template template = new Template("", new StringReader(file.text()), SETTINGS);
      if (template.getRootTreeNode() != null) {
        inspect(template.getRootTreeNode(), file.name());
      }
    } catch (ParseException | StackOverflowError e) {
      return; // the library finds this again when it loads the template, and says where
    } catch (Refused e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("the text is in memory", e);
    }
  }

  @SuppressWarnings("deprecation")
  private static void inspect(TemplateElement element, String file) throws Refused {
    String code = element.getDescription();
    Matcher forbidden = FORBIDDEN.matcher(code);
    if (!code.startsWith("text ") && !code.startsWith("comment ") && forbidden.find()) {
      throw refused("`" + forbidden.group() + "` is not available here", element, file);
    }
    if (code.startsWith("#list ") && element.getChildCount() == 0) {
      throw refused("there is nothing in this list", element, file);
    }
    for (int i = 0; i < element.getChildCount(); i++) {
      inspect((TemplateElement) element.getChildAt(i), file);
    }
  }

  private static Refused refused(String message, TracedElement element, String file) {
    Span place =
        new Span(
            file,
            element.getBeginLine(),
            element.getBeginColumn(),
            element.getEndLine(),
            element.getEndColumn() + 1);
    return new Refused(Diagnostic.error(message, place));
  }
}
