-- CreateTable
CREATE TABLE "ContentNote" (
    "profileId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "contentId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "revision" UUID NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ContentNote_pkey" PRIMARY KEY ("profileId","kind","contentId")
);

-- CreateTable
CREATE TABLE "Favourite" (
    "profileId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "contentId" TEXT NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Favourite_pkey" PRIMARY KEY ("profileId","kind","contentId")
);

-- CreateTable
CREATE TABLE "OwnList" (
    "id" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "clientEventId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OwnList_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OwnListEntry" (
    "listId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "contentId" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OwnListEntry_pkey" PRIMARY KEY ("listId","kind","contentId")
);

-- CreateIndex
CREATE INDEX "OwnList_profileId_place_idx" ON "OwnList"("profileId", "place");

-- CreateIndex
CREATE UNIQUE INDEX "OwnList_profileId_clientEventId_key" ON "OwnList"("profileId", "clientEventId");

-- CreateIndex
CREATE INDEX "OwnListEntry_listId_place_idx" ON "OwnListEntry"("listId", "place");

-- AddForeignKey
ALTER TABLE "ContentNote" ADD CONSTRAINT "ContentNote_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Favourite" ADD CONSTRAINT "Favourite_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OwnList" ADD CONSTRAINT "OwnList_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OwnListEntry" ADD CONSTRAINT "OwnListEntry_listId_fkey" FOREIGN KEY ("listId") REFERENCES "OwnList"("id") ON DELETE CASCADE ON UPDATE CASCADE;
