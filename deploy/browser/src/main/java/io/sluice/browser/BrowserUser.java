package io.sluice.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

/** A user of the page with an own browser context. */
public final class BrowserUser implements AutoCloseable {
  private final BrowserContext context;
  private final Page page;
  private final String address;

  private BrowserUser(BrowserContext context, String address) {
    this.context = context;
    this.page = context.newPage();
    this.address = address;
  }

  /** Opens a context without a sign-in. */
  public static BrowserUser of(Browser browser, Browser.NewContextOptions options, String address) {
    return new BrowserUser(browser.newContext(options), address);
  }

  /** Signs in, and is then at the overview. */
  public BrowserUser signIn(String name, String password) {
    open("/sign-in");
    page.getByLabel("User name").fill(name);
    page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
    page.locator("#sign-in button[type=submit]").click();
    page.waitForURL(address + "/");
    return this;
  }

  /** Goes to a path. */
  public Page open(String path) {
    page.navigate(address(path));
    return page;
  }

  /** The whole address of a path. */
  public String address(String path) {
    return address + path;
  }

  public Page page() {
    return page;
  }

  public BrowserContext context() {
    return context;
  }

  @Override
  public void close() {
    context.close();
  }
}
