/** Around an item: nothing for learners; while content is written, the page follows the item's file. */
export default async function StudyItemLayout({ children, params }: LayoutProps<"/study/[id]">) {
  if (process.env.NODE_ENV !== "development") return children;
  const { LivePreview } = await import("@/components/study/live-preview");
  return (
    <>
      {children}
      <LivePreview itemId={(await params).id} />
    </>
  );
}
